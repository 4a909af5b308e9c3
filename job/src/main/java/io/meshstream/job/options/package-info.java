/** The job's options: what there is, where values come from, and whether they make sense. */
package io.meshstream.job.options;
