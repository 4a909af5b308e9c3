package io.meshstream.functions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.module.Module;

/** All functions together: {@code LOAD MODULE meshstream}. */
final class MeshstreamModule implements Module {
  private static final Map<String, Supplier<FunctionDefinition>> FUNCTIONS = functions();

  @Override
  public Set<String> listFunctions() {
    return FUNCTIONS.keySet();
  }

  @Override
  public Optional<FunctionDefinition> getFunctionDefinition(String name) {
    return Optional.ofNullable(FUNCTIONS.get(name)).map(Supplier::get);
  }

  private static Map<String, Supplier<FunctionDefinition>> functions() {
    Map<String, Supplier<FunctionDefinition>> functions =
        new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    functions.put("eye_openness_left", EyeOpennessLeftFunction::new);
    functions.put("eye_openness_right", EyeOpennessRightFunction::new);
    functions.put("mouth_openness", MouthOpennessFunction::new);
    functions.put("face_size", FaceSizeFunction::new);
    functions.put("frontalness", FrontalnessFunction::new);
    functions.put("head_yaw", HeadYawFunction::new);
    functions.put("head_pitch", HeadPitchFunction::new);
    functions.put("head_roll", HeadRollFunction::new);
    functions.put("head_zone", HeadZoneFunction::new);
    functions.put("gaze_zone", GazeZoneFunction::new);
    return functions;
  }
}
