/**
 * What a face does over time, told from its {@linkplain io.meshstream.vision.signals signals}:
 * blinks, yawns, speaking, and eyes that are closed for much of a minute. Pure functions of the
 * signals and of the times at which frames were taken.
 *
 * <p>Each class says which of its figures are from where, and which are this project's choice.
 */
package io.meshstream.vision.activity;
