package io.meshstream.vision.inference;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.landmark.FaceLandmarker;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How many items a second the models do on a device, and nothing else: in batches of 1 to 64, by
 * one caller and by two, the second of whom copies while the first one's batch runs; and with other
 * options of the device than the job's.
 *
 * <p>The arguments are {@code cpu} or {@code cuda}, and the seconds that each figure is measured
 * for.
 *
 * <p>Beside the tests of what it measures, because that is not public.
 */
public final class InferenceRates {

  private static final List<ModelDescriptor> MODELS =
      List.of(FaceLandmarker.FACE_MESH_468, DetectorModel.SHORT_RANGE.descriptor());
  private static final List<Integer> SIZES = List.of(1, 2, 4, 8, 16, 32, 64);
  private static final int USUAL_SIZE = 32;

  private final Device device;
  private final long nanos;
  private final OrtEnvironment environment = OnnxEnvironment.get();

  private InferenceRates(Device device, long nanos) {
    this.device = device;
    this.nanos = nanos;
  }

  public static void main(String[] arguments) throws Exception {
    Device device = arguments[0].equals("cuda") ? Device.cuda(0) : Device.cpu();
    double seconds = Double.parseDouble(arguments[1]);
    InferenceRates rates =
        new InferenceRates(device, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
    for (ModelDescriptor model : MODELS) {
      rates.bySize(model);
      rates.byOptions(model);
    }
  }

  private void bySize(ModelDescriptor model) throws Exception {
    System.out.printf("%n%s on %s, as the job runs it%n", model.name(), device);
    System.out.printf("%8s %12s %12s %12s%n", "batch", "ms a run", "items/s", "two callers");
    try (OrtSession session = session(model, asTheJob(), device.flavour())) {
      for (int size : SIZES) {
        double one = itemsPerSecond(session, model, size, 1);
        double two = itemsPerSecond(session, model, size, 2);
        System.out.printf(
            Locale.ROOT, "%8d %12.3f %12.0f %12.0f%n", size, 1000 * size / one, one, two);
      }
    }
  }

  private void byOptions(ModelDescriptor model) throws Exception {
    System.out.printf(
        "%n%s on %s, batch %d, two callers, by options of the device%n",
        model.name(), device, USUAL_SIZE);
    double base = 0;
    for (Map.Entry<String, OptionsOf> each : variants().entrySet()) {
      OptionsOf variant = each.getValue();
      try (OrtSession session = session(model, variant.options(), variant.flavour())) {
        double rate = itemsPerSecond(session, model, USUAL_SIZE, 2);
        base = base == 0 ? rate : base;
        System.out.printf(
            Locale.ROOT, "%-36s %8.0f items/s %6.2f%n", each.getKey(), rate, rate / base);
      } catch (OrtException | DeviceUnavailableException e) {
        System.out.printf("%-36s not to be had: %s%n", each.getKey(), e.getMessage());
      }
    }
  }

  private record OptionsOf(Map<String, String> options, Flavour flavour) {}

  private Map<String, OptionsOf> variants() {
    Map<String, OptionsOf> variants = new LinkedHashMap<>();
    variants.put("as the job runs it", new OptionsOf(asTheJob(), device.flavour()));
    if (device.kind() == Device.Kind.CPU) {
      variants.put("the plain graph", new OptionsOf(asTheJob(), Flavour.GPU));
      return variants;
    }
    variants.put("the graph for CPUs", new OptionsOf(asTheJob(), Flavour.CPU));
    Map<String, String> others =
        Map.of(
            "cudnn_conv_algo_search", "EXHAUSTIVE",
            "use_tf32", "1",
            "prefer_nhwc", "1",
            "do_copy_in_default_stream", "0",
            "cudnn_conv_use_max_workspace", "0",
            "arena_extend_strategy", "kNextPowerOfTwo");
    others.forEach(
        (option, value) -> {
          Map<String, String> options = new HashMap<>(asTheJob());
          options.put(option, value);
          variants.put(option + "=" + value, new OptionsOf(options, device.flavour()));
        });
    return variants;
  }

  private Map<String, String> asTheJob() {
    return device.kind() == Device.Kind.CPU ? Map.of() : CudaProvider.OPTIONS;
  }

  private OrtSession session(ModelDescriptor model, Map<String, String> provider, Flavour flavour)
      throws OrtException {
    ModelFile file = ModelStore.bundled().read(model, flavour);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      if (device.kind() == Device.Kind.CUDA) {
        CudaProvider.addTo(options, device, provider);
      }
      return environment.createSession(file.bytes(), options);
    }
  }

  private double itemsPerSecond(OrtSession session, ModelDescriptor model, int size, int callers)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        rates.add(pool.submit(() -> itemsPerSecond(session, model, size)));
      }
      double sum = 0;
      for (Future<Double> each : rates) {
        sum += each.get();
      }
      return sum;
    } finally {
      pool.shutdown();
    }
  }

  private double itemsPerSecond(OrtSession session, ModelDescriptor model, int size)
      throws OrtException {
    ModelInterface tensors =
        ModelInterface.of(model.name(), session.getInputInfo(), session.getOutputInfo(), model);
    try (Binding binding =
        OnnxBinding.of(environment, session, tensors.input(), tensors.outputs(), List.of(size))) {
      fill(binding, size);
      run(binding, size, nanos / 4);
      return run(binding, size, nanos);
    }
  }

  private static void fill(Binding binding, int size) {
    Random random = new Random(1);
    for (int item = 0; item < size; item++) {
      FloatBuffer input = binding.input(item);
      for (int i = 0; i < input.capacity(); i++) {
        input.put(i, random.nextFloat());
      }
    }
  }

  private static double run(Binding binding, int size, long time) {
    long start = System.nanoTime();
    long items = 0;
    while (System.nanoTime() - start < time) {
      binding.run(size);
      items += size;
    }
    return items * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - start);
  }
}
