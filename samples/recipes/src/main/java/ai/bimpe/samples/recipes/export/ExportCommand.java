package ai.bimpe.samples.recipes.export;

import java.util.concurrent.CancellationException;

import ai.bimpe.client.errors.BimpeAIException;

import org.springframework.stereotype.Component;

/**
 * Says what became of an export, in words and as an exit code.
 */
@Component
class ExportCommand {

	private final Export export;

	private final ExportProperties properties;

	ExportCommand(Export export, ExportProperties properties) {
		this.export = export;
		this.properties = properties;
	}

	int run() {
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
