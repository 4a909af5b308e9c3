package io.meshstream.vision.inference;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Map;

/**
 * Puts a session on an NVIDIA GPU.
 *
 * <p>What the provider is told, and why:
 *
 * <ul>
 *   <li>{@code cudnn_conv_algo_search=HEURISTIC}: the exhaustive search picks by measured time, so
 *       two processes may pick differently and give other last bits; and it would tune again for
 *       every batch size.
 *   <li>{@code use_tf32=0}: TF32 rounds the factors to 10 bits, which moves landmarks by more than
 *       everything else here together.
 *   <li>{@code arena_extend_strategy=kSameAsRequested}: batch sizes are few and known, so memory
 *       need not grow by powers of two.
 *   <li>{@code gpu_mem_limit}: a GPU is shared with other processes, and the models with all their
 *       intermediate values are far below it.
 *   <li>{@code do_copy_in_default_stream=1}: inputs are pageable memory, which a stream of its own
 *       would not copy any sooner.
 * </ul>
 */
final class CudaProvider {

  /** Bytes of GPU memory a session may take; a batch of 256 takes less than half of it. */
  static final long MEMORY_LIMIT = 2L << 30;

  static final Map<String, String> OPTIONS =
      Map.of(
          "cudnn_conv_algo_search", "HEURISTIC",
          "use_tf32", "0",
          "arena_extend_strategy", "kSameAsRequested",
          "gpu_mem_limit", Long.toString(MEMORY_LIMIT),
          "do_copy_in_default_stream", "1");

  private CudaProvider() {}

  /**
   * Adds the provider to a session's options.
   *
   * @throws DeviceUnavailableException if the runtime has no CUDA, or its libraries or the GPU
   *     cannot be had
   */
  static void addTo(OrtSession.SessionOptions session, Device device) {
    addTo(session, device, OPTIONS);
  }

  /**
   * Does the same with other options.
   *
   * @param options all that the provider is told
   */
  static void addTo(OrtSession.SessionOptions session, Device device, Map<String, String> options) {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
      for (Map.Entry<String, String> option : options.entrySet()) {
        cuda.add(option.getKey(), option.getValue());
      }
      session.addCUDA(cuda);
      session.setDeterministicCompute(true);
    } catch (OrtException e) {
      throw unavailable(device, e);
    }
  }

  static DeviceUnavailableException unavailable(Device device, Exception cause) {
    return new DeviceUnavailableException(
        ("inference device: %s, %s (expected: an NVIDIA GPU with its driver, CUDA 12, cuDNN 9 and"
                + " the onnxruntime_gpu artifact); build with -Pgpu, see that nvidia-smi lists the"
                + " GPU and that the library path holds CUDA and cuDNN, or choose the cpu")
            .formatted(device, cause.getMessage()),
        cause);
  }
}
