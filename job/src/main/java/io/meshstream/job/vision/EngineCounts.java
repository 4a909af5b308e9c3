package io.meshstream.job.vision;

import io.meshstream.vision.ModelRuns;

/**
 * What an engine has counted so far.
 *
 * @param wholeJpegs JPEGs of the subtask that had to be decoded whole, because they are of a kind
 *     that has no parts to decode, such as progressive ones
 * @param models how often the models have run, for all subtasks of the process that share them
 */
public record EngineCounts(long wholeJpegs, ModelRuns models) {}
