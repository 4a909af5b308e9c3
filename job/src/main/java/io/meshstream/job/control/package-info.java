/** The control topic: how the frames of cameras are handled, changed while the job runs. */
package io.meshstream.job.control;
