package io.meshstream.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A Flink cluster in this process that runs the job as {@code flink run} would, by its main method
 * and with Flink's own options before its own: {@code -Dexecution.buffer-timeout.enabled=false}.
 *
 * <p>It needs nothing of Meshstream but the name of the job's class, so the class path decides
 * which version is measured. The argument is the number of slots; the address of Flink's web
 * interface comes on standard output; each line of standard input is the arguments of a job,
 * separated by tabs. The process ends with its input, which is to say with its parent.
 */
final class JobServer {

  private static final String JOB = "io.meshstream.job.FaceMeshJob";
  private static final String FLINK_OPTION = "-D";
  private static final int CLOSING_SECONDS = 20;

  private JobServer() {}

  public static void main(String[] arguments) throws Exception {
    Configuration flink = new Configuration();
    flink.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 500);
    flink.set(WebOptions.MAX_EXCEPTION_HISTORY_SIZE, 1_000);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumSlotsPerTaskManager(Integer.parseInt(arguments[0]))
                .withRandomPorts()
                .build());
    cluster.start();
    URI web = cluster.getRestAddress().get();
    System.out.println(web);
    BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
      submit(web, List.of(line.split("\t")));
    }
    try {
      cluster.closeAsync().get(CLOSING_SECONDS, TimeUnit.SECONDS);
    } finally {
      // A frame that is still being decoded would keep the process.
      Runtime.getRuntime().halt(0);
    }
  }

  private static void submit(URI web, List<String> arguments) throws Exception {
    Configuration flink = new Configuration();
    flink.set(DeploymentOptions.TARGET, "remote");
    flink.set(DeploymentOptions.ATTACHED, false);
    flink.set(RestOptions.ADDRESS, web.getHost());
    flink.set(RestOptions.PORT, web.getPort());
    List<String> ofJob = new ArrayList<>();
    for (String each : arguments) {
      if (each.startsWith(FLINK_OPTION)) {
        String[] option = each.substring(FLINK_OPTION.length()).split("=", 2);
        flink.setString(option[0], option[1]);
      } else {
        ofJob.add(each);
      }
    }
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setEntryPointClassName(JOB)
            .setConfiguration(flink)
            .setArguments(ofJob.toArray(String[]::new))
            .build()) {
      ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), flink, program, false, true);
    }
  }
}
