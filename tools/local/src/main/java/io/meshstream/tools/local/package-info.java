/** The whole system on one machine: broker, cluster, job and cameras. */
package io.meshstream.tools.local;
