package io.meshstream.functions;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.ModuleFactory;
import org.apache.flink.table.module.Module;

/** Makes the module {@code meshstream}, which is there once this jar is on Flink's class path. */
public final class MeshstreamModuleFactory implements ModuleFactory {

  /** Is made by Flink, which finds it by its service file. */
  public MeshstreamModuleFactory() {}

  @Override
  public String factoryIdentifier() {
    return "meshstream";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public Module createModule(Context context) {
    return new MeshstreamModule();
  }
}
