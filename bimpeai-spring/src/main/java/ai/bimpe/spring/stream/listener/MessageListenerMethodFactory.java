package ai.bimpe.spring.stream.listener;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

import ai.bimpe.spring.stream.MessageDeliveryFailedEvent;
import ai.bimpe.spring.stream.MessageReceivedEvent;
import ai.bimpe.spring.stream.internal.invocation.MessageListenerMethodAdapter;

import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Lets streams await {@code @EventListener} methods for {@link MessageReceivedEvent} and
 * {@link MessageDeliveryFailedEvent}: what they return, what they throw, and what they
 * defer. Methods that are annotated with {@code @TransactionalEventListener} are left to
 * Spring.
 *
 * <p>
 * Spring Boot configures one. Without Spring Boot, declare it as a bean, by a static
 * method, as event listeners are found before other beans are created:
 *
 * <pre class="code">
 * &#064;Bean
 * static MessageListenerMethodFactory messageListenerMethodFactory() {
 *     return new MessageListenerMethodFactory();
 * }
 * </pre>
 *
 * @since 0.1.0
 */
public final class MessageListenerMethodFactory implements EventListenerFactory, Ordered {

	/** Before the factories of Spring. */
	private static final int ORDER = 0;

	private static final String TRANSACTIONAL = "org.springframework.transaction.event.TransactionalEventListener";

	/**
	 * Create the factory.
	 */
	public MessageListenerMethodFactory() {
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public boolean supportsMethod(Method method) {
		return !AnnotatedElementUtils.isAnnotated(method, TRANSACTIONAL)
				&& eventTypes(method).anyMatch(MessageListenerMethodFactory::isReceived);
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		return new MessageListenerMethodAdapter(beanName, type, method);
	}

	private static Stream<ResolvableType> eventTypes(Method method) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		if (annotation != null && annotation.classes().length > 0) {
			return Arrays.stream(annotation.classes()).map(ResolvableType::forClass);
		}
		return (method.getParameterCount() > 0) ? Stream.of(ResolvableType.forMethodParameter(method, 0))
				: Stream.empty();
	}

	private static boolean isReceived(ResolvableType type) {
		return isReceived(type, MessageReceivedEvent.class) || isReceived(type, MessageDeliveryFailedEvent.class);
	}

	private static boolean isReceived(ResolvableType type, Class<?> event) {
		return type.isAssignableFrom(event)
				|| type.isAssignableFrom(ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, event));
	}

}
