/** How records leave the frames topic: key read, value untouched. */
package io.meshstream.job.source;
