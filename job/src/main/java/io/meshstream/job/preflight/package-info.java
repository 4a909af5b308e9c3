/** What can be found out about the world before the job starts. */
package io.meshstream.job.preflight;
