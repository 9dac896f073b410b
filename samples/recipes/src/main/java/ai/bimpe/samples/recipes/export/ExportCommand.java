package ai.bimpe.samples.recipes.export;

import java.util.concurrent.CancellationException;

import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.samples.recipes.batch.GracefulStop;

import org.springframework.stereotype.Component;

/**
 * Says what became of an export, in words and as an exit code.
 */
@Component
class ExportCommand {

	private final Export export;

	private final ExportProperties properties;

	private final GracefulStop stop;

	ExportCommand(Export export, ExportProperties properties, GracefulStop stop) {
		this.export = export;
		this.properties = properties;
		this.stop = stop;
	}

	int run() {
		// The application does not end before this has been said.
		return this.stop.whileWorking(this::export);
	}

	private int export() {
		try {
			Count complete = this.export.run();
			System.out.println("Complete: " + complete.conversations() + " conversations with " + complete.messages()
					+ " messages in " + this.properties.file());
			return 0;
		}
		catch (CancellationException ex) {
			System.out.println(ex.getMessage());
		}
		catch (ExportException ex) {
			System.err.println(ex.getMessage());
		}
		catch (BimpeAIException ex) {
			System.err.println(ex.getMessage());
			System.err.println("What is in " + this.properties.file() + " stays: start it again to go on.");
		}
		return 1;
	}

}
