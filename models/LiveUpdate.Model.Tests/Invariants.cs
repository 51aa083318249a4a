namespace LiveUpdate.Model.Tests;

/// <summary>What holds in every state.</summary>
internal static class Invariants
{
    public static void Hold(ModelState state)
    {
        foreach (Binding binding in state.Bindings)
        {
            Assert.True(
                binding.IsMapping
                    ? state.MemoryFile(binding.TargetId) is not null
                    : state.OpenFile(binding.TargetId) is not null
            );
        }

        OpenFiles(state);
        MemoryFiles(state);
        Sessions(state);
        Assert.True(state.FreeDescriptors is null or >= 0);
        Assert.False(state.IsLuoEnabled && !state.IsKhoEnabled);
    }

    private static void OpenFiles(ModelState state)
    {
        int before = 0;
        bool device = false;
        foreach (OpenFile open in state.OpenFiles)
        {
            Assert.True(open.Id > before);
            before = open.Id;
            bool used = open.IsHeldBySession;
            foreach (Binding binding in state.Bindings)
            {
                used |= !binding.IsMapping && binding.TargetId == open.Id;
            }

            Assert.True(used);
            device |= open.Kind == OpenFileKind.Device;
            Assert.Equal(open.Kind == OpenFileKind.Session, state.Session(open.SessionId) is not null);
            Assert.Equal(open.Kind == OpenFileKind.Memory, state.MemoryFile(open.MemoryFileId) is not null);
        }

        Assert.Equal(device, state.IsDeviceBusy);
    }

    private static void MemoryFiles(ModelState state)
    {
        int before = 0;
        foreach (MemoryFile file in state.MemoryFiles)
        {
            Assert.True(file.Id > before);
            before = file.Id;
            ReadOnlySpan<Extent> extents = file.Contents.Extents;
            Assert.True(extents.IsEmpty || extents[^1].End <= file.Size);
            foreach (Extent extent in extents)
            {
                Assert.True(file.AllocatedPages.ContainsAll(extent.Start / 4096, (extent.End + 4095) / 4096));
            }

            ModelSession? owner = state.Session(file.OwnerSessionId);
            Assert.Equal(file.OwnerSessionId != 0, owner is not null);
            Assert.Equal(file.IsFrozen, owner is { IsIncoming: false });
            bool held = false;
            foreach (OpenFile open in state.OpenFiles)
            {
                held |= open.MemoryFileId == file.Id && open.IsHeldBySession;
            }

            Assert.Equal(file.OwnerSessionId != 0, held);
        }
    }

    private static void Sessions(ModelState state)
    {
        foreach (ModelSession session in state.OutgoingSessions)
        {
            Assert.False(session.IsIncoming);
            foreach (ModelFile file in session.Files)
            {
                Assert.True(state.OpenFile(file.OpenFileId) is { IsHeldBySession: true });
            }
        }

        foreach (ModelSession session in state.IncomingSessions)
        {
            Assert.True(session.IsIncoming);
            foreach (ModelFile file in session.Files)
            {
                Assert.NotNull(file.Incoming);
                Assert.True(file.OpenFileId == 0 || state.OpenFile(file.OpenFileId) is { IsHeldBySession: true });
            }
        }
    }
}
