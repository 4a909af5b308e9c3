package io.meshstream.tools.faults;

/**
 * How long a job took to get over a fault.
 *
 * @param seconds from the fault's beginning until each camera had a record of a frame that was sent
 *     after its end
 */
record FaultTime(String kind, String delivery, double seconds) {}
