/** Landmarks of picture files, without Kafka. */
package io.meshstream.tools.landmarks;
