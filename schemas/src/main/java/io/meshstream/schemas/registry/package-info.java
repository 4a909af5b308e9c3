/**
 * The schema registry as a client sees it: schemas by id, and ids of schemas. Knows no records.
 *
 * <p>Speaks the REST API of Confluent's Schema Registry, which others (Apicurio, Karapace,
 * Redpanda) offer as well.
 */
package io.meshstream.schemas.registry;
