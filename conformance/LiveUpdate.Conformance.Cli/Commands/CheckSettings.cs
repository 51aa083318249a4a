namespace LiveUpdate.Conformance.Cli;

/// <summary>What <c>luoconf check</c> was asked for, apart from the implementation.</summary>
internal sealed record CheckSettings
{
    /// <summary>The campaign's bounds and choices.</summary>
    public required CampaignOptions Campaign { get; init; }

    /// <summary>Ends the campaign when foreign code in this process hangs; <see langword="null"/> where there is none.</summary>
    public HangWatch? Watch { get; init; }

    /// <summary>The profile to judge against.</summary>
    public required string Profile { get; init; }

    /// <summary>The reports to write.</summary>
    public IReadOnlyList<ReportRequest> Reports { get; init; } = [];

    /// <summary>Where the images of failing cases are kept, or <see langword="null"/>.</summary>
    public string? ImageDirectory { get; init; }

    /// <summary>Whether the suite itself is under test: every clause that it says it checks has to be exercised.</summary>
    public bool SelfCheck { get; init; }

    /// <summary>Whether the text has a row for each clause.</summary>
    public bool ShowTable { get; init; }
}
