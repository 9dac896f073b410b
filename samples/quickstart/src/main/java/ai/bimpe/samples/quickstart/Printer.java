package ai.bimpe.samples.quickstart;

import org.springframework.stereotype.Component;

/**
 * Speaks to the person in front of the screen.
 */
@Component
class Printer {

	void step(String text) {
		System.out.println(text);
	}

	void failure(String what, String remedy) {
		System.err.println("It did not work: " + what);
		System.err.println("What to do: " + remedy);
	}

}
