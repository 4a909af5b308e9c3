package io.meshstream.job;

import java.util.Arrays;

/** Knows which version of the job this is, from the manifest of its jar. */
final class JobVersion {

  private JobVersion() {}

  /** Tells whether a command line asks for it. */
  static boolean isAskedFor(String[] arguments) {
    return Arrays.asList(arguments).contains("--version");
  }

  /** Returns the name and the version of the job. */
  static String text() {
    String version = JobVersion.class.getPackage().getImplementationVersion();
    return "meshstream-job " + (version == null ? "(development build)" : version);
  }
}
