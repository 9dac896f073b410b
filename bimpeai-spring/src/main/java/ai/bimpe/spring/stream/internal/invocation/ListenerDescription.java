package ai.bimpe.spring.stream.internal.invocation;

/**
 * A listener as the log names it. Its {@code toString()} names class and method.
 */
sealed interface ListenerDescription permits ListenerMethod, ListenerBean {

	/**
	 * Return a name for people who know the application.
	 * @return the class without its package, and the method if there are several
	 */
	String shortName();

}
