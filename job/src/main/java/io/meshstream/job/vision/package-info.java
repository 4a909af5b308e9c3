/**
 * From an encoded picture to the faces in it, with threads and models that a whole process shares.
 * Knows no Flink.
 */
package io.meshstream.job.vision;
