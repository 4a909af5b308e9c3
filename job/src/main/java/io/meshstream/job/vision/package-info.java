/**
 * From an encoded picture to what a task finds in it, with threads and models that a whole process
 * shares. Knows no Flink.
 */
package io.meshstream.job.vision;
