/** Meshstream's topics as tables of Flink SQL: the format that reads their values. */
package io.meshstream.job.table;
