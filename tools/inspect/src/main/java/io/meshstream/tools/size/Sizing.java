package io.meshstream.tools.size;

/**
 * What a deployment needs for its load. Bytes a second and bytes are of the topics as Kafka stores
 * them without compression: JPEGs and coordinates hardly get smaller.
 *
 * @param load the load
 * @param frameMillis what the job takes of one core for a frame
 * @param oneAfterTheOtherMillis what a frame takes at least, since a camera's frames are analysed
 *     one after the other
 * @param busyCores how many cores the TaskManagers keep busy, all together
 * @param cores how many they must have, with headroom
 * @param gpus how many GPUs, 0 for none
 * @param taskManagers how many TaskManagers
 * @param slots slots of each TaskManager
 * @param partitions partitions of the frames topic, and of the landmarks topic
 * @param faceBytes what a face takes of a record
 * @param framesBytesPerSecond what gateways send to the brokers and these to TaskManagers
 * @param landmarksBytesPerSecond what TaskManagers send to the brokers
 * @param shuffleBytesPerSecond what goes from TaskManager to TaskManager
 * @param replicationBytesPerSecond what goes from broker to broker
 * @param framesBytes what the frames topic takes on the brokers' disks, copies included
 * @param landmarksBytes what the landmarks topic takes there
 * @param heapBytes heap that the job's own data takes at most in a TaskManager
 * @param processBytes {@code taskmanager.memory.process.size}
 * @param catchUpFactor how many times an outage's length it takes to catch up
 */
record Sizing(
    Load load,
    double frameMillis,
    double oneAfterTheOtherMillis,
    double busyCores,
    int cores,
    int gpus,
    int taskManagers,
    int slots,
    int partitions,
    double faceBytes,
    double framesBytesPerSecond,
    double landmarksBytesPerSecond,
    double shuffleBytesPerSecond,
    double replicationBytesPerSecond,
    double framesBytes,
    double landmarksBytes,
    double heapBytes,
    double processBytes,
    double catchUpFactor) {

  int parallelism() {
    return taskManagers * slots;
  }

  /** Returns the share of all cores that is busy. */
  double utilization() {
    return busyCores / (taskManagers * load.coresPerTaskManager());
  }

  /** Returns whether a camera sends more than can be analysed of one, however many cores. */
  boolean isCameraTooFast() {
    return load.framesPerSecond() * oneAfterTheOtherMillis > 1000;
  }
}
