package ai.bimpe.client.conversations;

import java.util.Map;

import ai.bimpe.client.internal.UnknownFields;
import ai.bimpe.client.internal.Values;

/**
 * A file that belongs to a message. Its {@code toString()} does not show where the file
 * is.
 *
 * @param type the kind, for example {@code image} or {@code audio}; an open set
 * @param url where the file is
 * @param additionalProperties fields that this version does not know
 * @since 0.1.0
 */
public record MessageAttachment(String type, String url, @UnknownFields Map<String, Object> additionalProperties) {

	public MessageAttachment {
		additionalProperties = Values.map(additionalProperties);
	}

	/**
	 * Create an attachment.
	 * @param type the kind, for example {@code image} or {@code audio}
	 * @param url where the file is
	 * @return the attachment
	 */
	public static MessageAttachment of(String type, String url) {
		return new MessageAttachment(type, url, Map.of());
	}

	/**
	 * Return what identifies the value, never personal data, texts or addresses.
	 */
	@Override
	public String toString() {
		return "MessageAttachment[type=" + this.type + "]";
	}

}
