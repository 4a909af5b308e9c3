/** Plans of what may befall a cluster, and whether the job's output is what it would be without. */
package io.meshstream.tools.faults;
