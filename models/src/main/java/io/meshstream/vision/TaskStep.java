package io.meshstream.vision;

/**
 * The outcome of one frame.
 *
 * @param state what the camera's next frame needs
 * @param result what this frame gave
 */
public record TaskStep(TaskState state, TaskResult result) {}
