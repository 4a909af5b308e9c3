/** How records reach the landmarks and dead letter topics. */
package io.meshstream.job.sink;
