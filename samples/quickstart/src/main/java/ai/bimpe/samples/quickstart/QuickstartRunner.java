package ai.bimpe.samples.quickstart;

import ai.bimpe.client.errors.ApiConnectionException;
import ai.bimpe.client.errors.AuthenticationException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.PermissionDeniedException;
import ai.bimpe.client.errors.RateLimitException;
import ai.bimpe.client.errors.ValidationException;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * Runs the steps once the application has started, and prints a remedy when one fails.
 */
@Component
class QuickstartRunner implements ApplicationRunner, ExitCodeGenerator {

	private final QuickstartSteps steps;

	private final Printer printer;

	private int exitCode;

	QuickstartRunner(QuickstartSteps steps, Printer printer) {
		this.steps = steps;
		this.printer = printer;
	}

	@Override
	public void run(ApplicationArguments args) {
		try {
			this.steps.run();
		}
		catch (StepFailedException ex) {
			failed(String.valueOf(ex.getMessage()), ex.remedy());
		}
		catch (BimpeAIException ex) {
			failed(String.valueOf(ex.getMessage()), remedy(ex));
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

	private void failed(String what, String remedy) {
		this.exitCode = 1;
		this.printer.failure(what, remedy);
	}

	private static String remedy(BimpeAIException ex) {
		if (ex instanceof AuthenticationException) {
			return "Set BIMPEAI_API_KEY to a key of your team, or unset it to use the embedded simulator.";
		}
		if (ex instanceof PermissionDeniedException) {
			return "Give the key in BIMPEAI_API_KEY the rights that the step needs.";
		}
		if (ex instanceof RateLimitException) {
			return "Wait a minute and run it again.";
		}
		if (ex instanceof ValidationException validation) {
			return "Correct what the server refused: " + validation.fieldErrors();
		}
		if (ex instanceof ApiConnectionException) {
			return "Check the network, a proxy, and --bimpeai.base-url.";
		}
		return "Read the message above; run it again with --logging.level.ai.bimpe=debug to see more.";
	}

}
