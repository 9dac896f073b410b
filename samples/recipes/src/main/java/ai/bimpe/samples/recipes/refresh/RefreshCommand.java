package ai.bimpe.samples.recipes.refresh;

import java.util.concurrent.CancellationException;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.samples.recipes.batch.GracefulStop;

import org.springframework.stereotype.Component;

/**
 * Refreshes, and says what became of it.
 */
@Component
class RefreshCommand {

	private final Refresh refresh;

	private final GracefulStop stop;

	RefreshCommand(Refresh refresh, GracefulStop stop) {
		this.refresh = refresh;
		this.stop = stop;
	}

	/**
	 * Refresh.
	 * @return whether the agent knows everything that is in the folder
	 */
	boolean run() {
		// The application does not end before this has been said.
		return this.stop.whileWorking(this::refresh);
	}

	private boolean refresh() {
		try {
			RefreshResult result = this.refresh.run();
			System.out.println(result);
			return result.failed() == 0;
		}
		catch (CancellationException ex) {
			System.out.println(ex.getMessage());
		}
		catch (RefreshException ex) {
			System.err.println(ex.getMessage());
		}
		catch (BimpeAIException ex) {
			System.err.println(ex.getMessage());
			System.err.println("The next refresh goes on where this one has stopped.");
		}
		return false;
	}

}
