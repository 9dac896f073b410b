package ai.bimpe.samples.quickstart;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Makes an agent, teaches it, and talks to it. Ends by itself: with exit code 0 when
 * every step worked.
 */
@SpringBootApplication
public class QuickstartApplication {

	public static void main(String[] args) {
		System.exit(run(args));
	}

	static int run(String... args) {
		return SpringApplication.exit(SpringApplication.run(QuickstartApplication.class, args));
	}

}
