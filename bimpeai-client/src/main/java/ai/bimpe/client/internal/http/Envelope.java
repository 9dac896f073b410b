package ai.bimpe.client.internal.http;

import ai.bimpe.client.core.PageMeta;
import org.jspecify.annotations.Nullable;

/**
 * What every answer is wrapped in. The message is free text and only tells that there is
 * an envelope at all.
 *
 * @param <T> the type of the data
 * @param message free text
 * @param data the data, or {@code null}
 * @param meta facts about the page, or {@code null}
 */
record Envelope<T>(@Nullable Object message, @Nullable T data, @Nullable PageMeta meta) {

	boolean isEmpty() {
		return this.message == null && this.data == null;
	}

	PageMeta metaOrNone() {
		return (this.meta != null) ? this.meta : PageMeta.NONE;
	}

}
