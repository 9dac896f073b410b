package ai.bimpe.spring.boot.test.autoconfigure;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches unless the application works for named accounts only.
 */
final class DefaultAccountCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return ConfiguredAccounts.hasDefault(context.getEnvironment());
	}

}
