package io.meshstream.tools.gateway;

/** Is told of what goes wrong with a camera without ending it. */
interface WarningListener {

  /** Notes a problem, in the form of a command's failure. */
  void warn(String message);
}
