package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A browser without a window, driven by a test. It renders in software, so that it shows the same
 * on every machine. One thread opens, uses and closes it.
 */
public final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String DOWNLOADS = "downloads";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  private static final List<String> ARGUMENTS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu-sandbox",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--disable-accelerated-2d-canvas",
          "--use-angle=swiftshader",
          "--enable-unsafe-swiftshader",
          "--force-device-scale-factor=1",
          "--window-size=1400,1000");

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test on machines without Debian's chromium and chromium-driver. */
  public static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        () ->
            "%s and %s are not there; to run this test, apt-get install chromium chromium-driver"
                .formatted(BROWSER, DRIVER));
  }

  /**
   * Opens a page.
   *
   * @param profile an empty folder for the browser's files; what is downloaded comes to its folder
   *     {@code downloads}
   * @param more arguments for the browser
   */
  public static Chromium open(Path profile, String page, String... more) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(ARGUMENTS);
    options.addArguments(more);
    options.addArguments("--user-data-dir=" + profile.toAbsolutePath());
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", profile.resolve(DOWNLOADS).toString()));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(DRIVER.toString()))
            .usingAnyFreePort()
            .build();
    Chromium browser = new Chromium(new ChromeDriver(service, options));
    browser.driver.get(page);
    return browser;
  }

  /** Runs JavaScript and gives what it returns. */
  public Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Waits until something holds. */
  public void await(String what, Supplier<Boolean> condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.get()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        screenshot("failure");
        throw new AssertionError(
            "%s: not within %d s; the page: %s; its log: %s"
                .formatted(what, PATIENCE.toSeconds(), state(), log()));
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private Object state() {
    return run(
        "return JSON.stringify(Object.entries(window.meshstream?.cameras ?? {}).map(([name, c]) =>"
            + " [name, c.state, c.framesPerSecond, c.record?.status, c.hasPicture, c.tally]))");
  }

  /** The element that a CSS selector finds. */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Whether a button is pressed, as it tells assistive technology. */
  public boolean isPressed(String selector) {
    return "true".equals(find(selector).getAttribute("aria-pressed"));
  }

  /** What the page says of a camera, see {@code main.js}; null if it knows of none. */
  @SuppressWarnings("unchecked") // What JavaScript calls an object.
  public Map<String, Object> camera(String name) {
    return (Map<String, Object>) run("return window.meshstream?.cameras[arguments[0]]", name);
  }

  /** What the browser complained of. */
  public List<LogEntry> log() {
    return driver.manage().logs().get(LogType.BROWSER).getAll();
  }

  /** An element as it is seen. */
  public BufferedImage picture(WebElement element) {
    try {
      return ImageIO.read(new ByteArrayInputStream(element.getScreenshotAs(OutputType.BYTES)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what is seen now in {@code target/screenshots}. */
  public void screenshot(String name) {
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the window another size. */
  public void resize(int width, int height) {
    driver.manage().window().setSize(new Dimension(width, height));
  }

  /** Drags an element from its middle. */
  public void drag(WebElement element, int right, int down) {
    new Actions(driver)
        .moveToElement(element)
        .clickAndHold()
        .moveByOffset(right / 2, down / 2)
        .moveByOffset(right - right / 2, down - down / 2)
        .release()
        .perform();
  }

  /** Presses keys wherever the focus is. */
  public void press(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Goes back as the browser's own button does. */
  public void back() {
    driver.navigate().back();
  }

  /** Goes forward as the browser's own button does. */
  public void forward() {
    driver.navigate().forward();
  }

  /** Loads the page anew. */
  public void reload() {
    driver.navigate().refresh();
  }

  /** Goes to another address. */
  public void go(String address) {
    driver.get(address);
  }

  /** What stands in the address line. */
  public String address() {
    return driver.getCurrentUrl();
  }

  /** Has the system prefer a theme, {@code light} or {@code dark}. */
  public void prefer(String theme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
  }

  /** Runs JavaScript in every page that is loaded from now on, before all else in it. */
  public void runFirst(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** Lets pages read what lies on the clipboard. */
  public void allowToReadClipboard() {
    driver.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
  }

  /** Moves the pointer to a place in an element, in CSS pixels from its middle. */
  public void pointAt(WebElement element, int right, int down) {
    new Actions(driver).moveToElement(element, right, down).perform();
  }

  /** Sees that the browser has complained of nothing. */
  public void requireNoErrors() {
    assertThat(log()).filteredOn(entry -> entry.getLevel().equals(Level.SEVERE)).isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
