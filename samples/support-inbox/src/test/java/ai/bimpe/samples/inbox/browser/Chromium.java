package ai.bimpe.samples.inbox.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/**
 * The Chromium that is installed on this machine. Nothing is ever downloaded.
 */
final class Chromium implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
			"google-chrome-stable");

	private final Playwright playwright = Playwright
		.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

	private final Browser browser = this.playwright.chromium()
		.launch(new BrowserType.LaunchOptions().setExecutablePath(executable())
			.setArgs(List.of("--no-sandbox"))
			.setTimeout(InboxBrowser.PATIENCE));

	Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.playwright.close();
	}

	private static Path executable() {
		List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
		return NAMES.stream()
			.flatMap((name) -> folders.stream().map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("None of " + NAMES + " is on the PATH"));
	}

}
