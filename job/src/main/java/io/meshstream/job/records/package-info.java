/**
 * What the job writes: how results become records, how records become results again, and how
 * records are written as JSON. The only place that knows. Knows no Flink, so that tools can read
 * records with it too.
 */
package io.meshstream.job.records;
