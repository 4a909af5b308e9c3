package io.meshstream.bench;

/**
 * What a Java process holds at one moment.
 *
 * @param heapBytes heap in use after a full garbage collection
 * @param directBytes direct buffers
 * @param metaspaceBytes classes
 * @param residentBytes all memory of the process that is in the machine's; native memory is in it
 * @param threads Java's
 * @param handles files, sockets and the like that are open
 * @param stateBytes what Flink stored in the last checkpoint; 0 where there is none
 */
record ProcessSample(
    long heapBytes,
    long directBytes,
    long metaspaceBytes,
    long residentBytes,
    long threads,
    long handles,
    long stateBytes) {}
