package ai.bimpe.spring.boot.autoconfigure.streams;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the delivery of messages to listeners, of all streams of
 * all accounts.
 *
 * @param autoStartup Whether to open the streams when the application starts. Otherwise
 * 'start()' of the StreamContainerRegistry, or of a ManagedStream, opens them.
 * @param logExceptionMessages Whether the log shows the messages of exceptions that
 * listeners throw, those of causes included. They may quote what customers have written.
 * @since 0.1.0
 */
@ConfigurationProperties("bimpeai.listener")
public record BimpeAIListenerProperties(@DefaultValue("true") boolean autoStartup,
		@DefaultValue("false") boolean logExceptionMessages) {

}
