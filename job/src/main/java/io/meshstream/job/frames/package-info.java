/**
 * From a record of the frames topic to a frame that can be processed, or to the reason why not.
 * Knows no Flink.
 */
package io.meshstream.job.frames;
