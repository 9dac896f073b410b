package ai.bimpe.client.internal.http;

import java.util.List;

import ai.bimpe.client.errors.UserException;
import ai.bimpe.client.internal.HeaderRules;
import ai.bimpe.client.internal.UnicodeRules;

/**
 * A path with ids in it, split once. Expanding checks and encodes every id, so that none
 * can leave its segment.
 */
final class PathTemplate {

	private final String template;

	private final String[] literals;

	private final String[] names;

	PathTemplate(String template) {
		if (!template.startsWith("/") || template.contains("?") || template.contains("#")) {
			throw new UserException("A path must start with '/' and hold no '?' or '#': give ids as path variables "
					+ "and parameters with query(name, value)");
		}
		this.template = template;
		String[] parts = template.split("\\{|\\}", -1);
		this.literals = new String[parts.length / 2 + 1];
		this.names = new String[parts.length / 2];
		for (int i = 0; i < parts.length; i++) {
			((i % 2 == 0) ? this.literals : this.names)[i / 2] = parts[i];
		}
		for (String literal : this.literals) {
			checkLiteral(literal);
		}
	}

	private static void checkLiteral(String literal) {
		for (String segment : literal.split("/", -1)) {
			if (segment.equals(".") || segment.equals("..") || !PercentEncoder.isUnreserved(segment)) {
				throw new UserException("A path must be made of plain segments: give ids as path variables");
			}
		}
	}

	String template() {
		return this.template;
	}

	void expand(StringBuilder url, List<String> ids) {
		if (ids.size() != this.names.length) {
			throw new UserException("The path " + this.template + " takes " + this.names.length
					+ " path variables, but got " + ids.size());
		}
		url.append(this.literals[0]);
		for (int i = 0; i < this.names.length; i++) {
			PercentEncoder.append(url, checked(this.names[i], ids.get(i)));
			url.append(this.literals[i + 1]);
		}
	}

	private static String checked(String name, String id) {
		if (id == null || id.isBlank()) {
			throw new UserException("'" + name + "' must not be blank");
		}
		if (id.equals(".") || id.equals("..")) {
			throw new UserException("'" + name + "' must not be '.' or '..'");
		}
		if (HeaderRules.hasControlCharacter(id)) {
			throw new UserException("'" + name + "' must not hold control characters");
		}
		if (!UnicodeRules.isWellFormed(id)) {
			throw new UserException("'" + name + "'" + UnicodeRules.PROBLEM);
		}
		return id;
	}

	@Override
	public String toString() {
		return this.template;
	}

}
