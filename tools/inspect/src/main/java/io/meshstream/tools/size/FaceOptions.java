package io.meshstream.tools.size;

import io.meshstream.tools.console.OptionSpelling;
import io.meshstream.tools.size.FaceDemand.LandmarkModel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what is asked for of each face, named as the job's. */
final class FaceOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--task",
      defaultValue = "face-mesh",
      paramLabel = "TASK",
      converter = TaskConverter.class,
      description = "face-mesh or face-landmarker (default: ${DEFAULT-VALUE}).")
  private Task task;

  @Option(
      names = "--refine-landmarks",
      description = "Landmarks of the face mesh are read with MediaPipe's attention mesh.")
  private boolean refineLandmarks;

  @Option(names = "--without-mesh", description = "Records hold no landmarks.")
  private boolean withoutMesh;

  @Option(
      names = "--details",
      split = ",",
      paramLabel = "WHAT",
      converter = DetailConverter.class,
      description =
          "What else records hold of a face: contours, pose, metric-mesh, region-poses,"
              + " blendshapes, signals, separated by commas (default: nothing).")
  private List<RecordDetail> details = List.of();

  /**
   * Returns what was asked for.
   *
   * @throws ParameterException if there is no such thing
   */
  FaceDemand demand() {
    if (refineLandmarks && task != Task.FACE_MESH) {
      throw new ParameterException(
          spec.commandLine(),
          "--refine-landmarks: given with --task face-landmarker (expected: face-mesh); leave it"
              + " out, that task has irises");
    }
    Set<RecordDetail> asked = EnumSet.noneOf(RecordDetail.class);
    asked.addAll(details);
    if (asked.contains(RecordDetail.BLENDSHAPES) && task != Task.FACE_LANDMARKER) {
      throw new ParameterException(
          spec.commandLine(),
          "--details: blendshapes with --task face-mesh (expected: face-landmarker); no other task"
              + " has any");
    }
    LandmarkModel faceMesh =
        refineLandmarks ? LandmarkModel.ATTENTION_MESH : LandmarkModel.FACE_MESH;
    return new FaceDemand(
        task == Task.FACE_LANDMARKER ? LandmarkModel.FACE_LANDMARKER : faceMesh,
        !withoutMesh,
        asked);
  }

  /** Names the tasks that read landmarks: of no other was measured what it takes. */
  enum Task {
    FACE_MESH,
    FACE_LANDMARKER
  }

  /** Reads a task as the job's option spells it. */
  static final class TaskConverter implements ITypeConverter<Task> {

    @Override
    public Task convert(String text) {
      return OptionSpelling.parse(Task.class, text);
    }
  }

  /** Reads a detail as the job's option spells it. */
  static final class DetailConverter implements ITypeConverter<RecordDetail> {

    @Override
    public RecordDetail convert(String text) {
      return OptionSpelling.parse(RecordDetail.class, text);
    }
  }
}
