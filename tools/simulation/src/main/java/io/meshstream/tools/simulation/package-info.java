/** Cameras that do not exist: frames made up or read from files, sent to Kafka at a steady pace. */
package io.meshstream.tools.simulation;
