/** What is known of a camera, taken away as far as Kafka allows, and what remains of it. */
package io.meshstream.tools.forget;
