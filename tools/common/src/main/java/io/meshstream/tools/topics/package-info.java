/** The Kafka topics of a running system, as commands read them. */
package io.meshstream.tools.topics;
