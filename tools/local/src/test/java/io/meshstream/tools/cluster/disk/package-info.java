/** A disk for checkpoints that can be slow and full, as a plug-in of Flink. */
package io.meshstream.tools.cluster.disk;
