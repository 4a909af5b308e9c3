package io.meshstream.tools.gateway;

/** Takes notice of what goes wrong with a camera without ending it. */
interface Complaints {

  /** Notes a problem, in the form of a command's failure. */
  void add(String message);
}
