package ai.bimpe.client.internal.http;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.UnicodeRules;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes JSON, and remembers where a text was not well-formed. Not thread-safe.
 */
final class WellFormedGenerator extends JsonGeneratorDelegate {

	private @Nullable String problem;

	WellFormedGenerator(JsonGenerator generator) {
		super(generator);
	}

	/**
	 * Check what was written. Not done while writing: what a serializer throws is
	 * wrapped.
	 * @throws UserException naming the field whose text was not well-formed
	 */
	void check() {
		if (this.problem != null) {
			throw new UserException(this.problem + UnicodeRules.PROBLEM);
		}
	}

	@Override
	public JsonGenerator writeName(String name) {
		if (!UnicodeRules.isWellFormed(name)) {
			this.problem = "The name of a field";
		}
		return super.writeName(name);
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		if (text != null && !UnicodeRules.isWellFormed(text)) {
			this.problem = "'" + field() + "'";
		}
		return super.writeString(text);
	}

	// Names of fields further down can be texts of the application.
	private String field() {
		String name = null;
		for (TokenStreamContext context = streamWriteContext(); context != null; context = context.getParent()) {
			name = context.hasCurrentName() ? context.currentName() : name;
		}
		return (name != null) ? name : "body";
	}

}
