package io.meshstream.job.vision;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * That a frame is to be seen by models on trial as well, once it has been analysed: with what came
 * out nothing is done but that it is compared.
 *
 * @param lease the models on trial; ended by the engine
 * @param taker is given the difference, or nothing if the models on trial failed on the frame;
 *     called on any thread, and not at all if the frame itself was not analysed
 */
public record ShadowRun(TaskLease lease, Consumer<Optional<ShadowDifference>> taker) {}
