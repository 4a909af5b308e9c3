package io.meshstream.job.tracking;

/**
 * Why one frame was shed.
 *
 * @param reason the word for machines
 * @param message the text for people; holds no time of the job's clock
 */
record Shedding(ShedReason reason, String message) {}
