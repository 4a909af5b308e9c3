/**
 * Names that outlive a version: by them a savepoint finds its operators and their state, and a
 * dashboard its metrics. A name that has been released never changes.
 */
package io.meshstream.job.names;
