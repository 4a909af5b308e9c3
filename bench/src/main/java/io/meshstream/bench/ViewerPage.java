package io.meshstream.bench;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The viewer's page in Debian's Chromium, without a window. Not thread-safe. */
final class ViewerPage implements AutoCloseable {

  private final ChromeDriver driver;

  private ViewerPage(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Opens the page.
   *
   * @param profile a folder for the browser's files, which need not exist
   */
  static ViewerPage open(Path profile, URI page) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--no-first-run",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--disable-accelerated-2d-canvas",
        "--window-size=1600,1200",
        "--user-data-dir=" + profile.toAbsolutePath());
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File("/usr/bin/chromedriver"))
            .usingAnyFreePort()
            .build();
    ViewerPage opened = new ViewerPage(new ChromeDriver(service, options));
    opened.driver.get(page.toString());
    return opened;
  }

  /** Returns how many frames of all cameras it has shown since it was opened. */
  long shown() {
    Object shown =
        driver.executeScript(
            "return Object.values(window.meshstream.cameras).reduce((sum, c) => sum + c.shown, 0)");
    return ((Number) shown).longValue();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
