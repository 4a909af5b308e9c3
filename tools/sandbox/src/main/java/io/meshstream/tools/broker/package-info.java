/** A real Kafka broker inside this process. */
package io.meshstream.tools.broker;
